export const scope = 'run';

export { showCursors as execute } from '../../../shared/reading/cursor-operations';
