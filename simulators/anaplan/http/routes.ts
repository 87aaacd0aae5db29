import { FILE_ROUTES } from '../files/file-routes';
import { LIST_ROUTES } from '../lists/list-routes';
import { ACTION_ROUTES } from '../metadata/action-routes';
import { CALENDAR_ROUTES } from '../metadata/calendar-routes';
import { MODEL_STATUS_ROUTES } from '../metadata/model-routes';
import { TASK_ROUTES } from '../tasks/task-routes';
import { CELL_ROUTES } from '../views/cell-writes';
import { READ_REQUEST_ROUTES } from '../views/read-request-routes';
import { VIEW_ROUTES } from '../views/view-routes';
import type { ModelRoute } from './router';

export { TENANT_ROUTES } from '../metadata/tenant-routes';

/** Everything below /2/0[/workspaces/{w}]/models/{m}/; both forms answer alike (reference anaplan 4). */
export const MODEL_ROUTES: readonly ModelRoute[] = [
	...MODEL_STATUS_ROUTES, ...CALENDAR_ROUTES, ...ACTION_ROUTES, ...FILE_ROUTES, ...TASK_ROUTES, ...LIST_ROUTES, ...VIEW_ROUTES,
	...CELL_ROUTES, ...READ_REQUEST_ROUTES,
];
