import { connect } from './objects';

export { connect } from './objects';
export { Variant, variant, variant as byRef } from './variant';

let module: ReturnType<typeof connect> | undefined;

/** For a process that finds the Sage server by the variable FAKE_SAGE_URL. */
export const createObject: ReturnType<typeof connect>['createObject'] = (progId) => {
	const url = process.env.FAKE_SAGE_URL;
	if (url === undefined) throw new Error('FAKE_SAGE_URL has the address of the Sage server');
	module ??= connect(url);
	return module.createObject(progId);
};
