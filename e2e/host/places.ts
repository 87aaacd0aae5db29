import path from 'node:path';

/** The checkout. */
export const ROOT = path.resolve(__dirname, '../..');
/** The n8n that tests and the demo run; ignored by git. */
export const N8N_HOME = path.join(ROOT, '.cache/n8n');
/** Everything a build or a test run leaves behind; ignored by git. */
export const BUILD = path.join(ROOT, '.build');
