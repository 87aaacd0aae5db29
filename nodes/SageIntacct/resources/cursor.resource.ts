import type { INodeProperties } from 'n8n-workflow';
import { cursorOperations } from '../../shared/fields/changes.fields';
import { cursorFields } from '../../shared/fields/cursor.fields';

export const cursorResource: INodeProperties[] = [cursorOperations('cursor'), ...cursorFields('cursor')];
