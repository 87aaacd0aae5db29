import { cursorOperations } from '../../shared/fields/changes.fields';

export const cursorResource = cursorOperations('cursor');
