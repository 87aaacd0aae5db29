import type { OperationTable } from '../../../shared/routing/operation';
import * as close from './close.operation';
import * as get from './get.operation';
import * as getCalendar from './getCalendar.operation';
import * as getCurrentPeriod from './getCurrentPeriod.operation';
import * as getMany from './getMany.operation';
import * as getStatus from './getStatus.operation';
import * as getVersions from './getVersions.operation';
import * as open from './open.operation';

export const model: OperationTable = { close, get, getCalendar, getCurrentPeriod, getMany, getStatus, getVersions, open };
