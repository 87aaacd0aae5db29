export const scope = 'item';

export { setCursor as execute } from '../../../shared/reading/cursor-operations';
