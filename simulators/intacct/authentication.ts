import { readLogin, type ControlReading } from './control-block';
import type { Caller } from './call';
import { AuthenticationFailure, ControlFailure, SchemaViolation, type IntacctError } from './failures';
import { ENDPOINT_PATH, type World } from './world';
import { child, type XmlElement } from './xml-tree';

const WRONG_SENDER: Readonly<Record<string, () => ControlFailure>> = {
	legacy: () => new ControlFailure(200, [{ errorno: 'XL03000006', description2: 'Incorrect Intacct XML Partner ID or password.' }]),
	gw0011: () => new ControlFailure(400, [{ errorno: 'GW-0011', description: 'Invalid Request [Request ID: 5f0e1c2a]', gateway: true }]),
	jpp0002: () =>
		new ControlFailure(
			401,
			[{ errorno: 'XMLGW_JPP0002', description: 'Sign-in information is incorrect. Please check your request.', gateway: true }],
			true,
		),
};

/** Sender id and password are case-sensitive (reference 3). */
export const checkSender = ({ profile, switches, effects }: World, control: ControlReading): void => {
	if (control.senderid !== profile.sender || control.password !== profile.senderPassword) {
		effects.add('sender-refused', { sender: control.senderid });
		throw WRONG_SENDER[switches.text('wrongSender')]!();
	}
	if (control.policyid !== '') {
		throw new ControlFailure(200, [{ errorno: 'XL03000006', description2: `${control.policyid} is not a valid transport policy.` }]);
	}
};

export const entityExists = (world: World, entity: string): boolean =>
	world.profile.entities.includes(entity) || world.database.find('LOCATIONENTITY', 'LOCATIONID', entity) !== undefined;

const SIGN_IN: IntacctError = { errorno: 'XL03000006', description: '', description2: 'Sign-in information is incorrect' };

export const sessionMilliseconds = (world: World): number => world.switches.number('sessionDurationSeconds') * 1000;

/** `Console|Client|Entity` in one element, or the three in elements of their own (reference 3). */
const companyParts = (login: ReturnType<typeof readLogin>): { company: string; client: string; entity: string } => {
	const [company = '', client = '', entity = ''] = login.companyid.split('|');
	return { company, client: login.clientid || client, entity: login.locationid || entity };
};

const byLogin = (world: World, element: XmlElement): Caller => {
	const login = readLogin(element);
	const { profile, switches, effects } = world;
	const { company, client, entity } = companyParts(login);
	const identity = { userid: login.userid, companyid: login.companyid };
	const refuse = (reason: string, error: IntacctError): never => {
		effects.add('login-refused', { user: login.userid, entity, reason });
		throw new AuthenticationFailure([error], identity);
	};
	if (!switches.flag('senderAuthorised')) {
		refuse('sender not authorised', {
			errorno: 'XL03000006',
			description: 'Invalid Web Services Authorization',
			description2: `The sender ID '${profile.sender}' is not authorized to make Web Services requests to company ID '${company}'.`,
			correction: 'Contact your administrator to grant authorization to this sender ID.',
		});
	}
	if (company !== profile.company || login.userid !== profile.user || login.password !== profile.userPassword)
		refuse('company, user or password', SIGN_IN);
	if (client !== '' && !profile.clients.includes(client)) refuse('unknown client company', SIGN_IN);
	if (entity !== '' && !entityExists(world, entity))
		refuse('unknown entity', { ...SIGN_IN, description2: `Invalid location ID ${entity}` });
	if (entity === '' && switches.flag('userRestrictedToEntities'))
		refuse('top level', { ...SIGN_IN, description2: 'The user may not sign in to the top level' });
	effects.add('login', { user: login.userid, entity });
	const now = world.now();
	return {
		user: login.userid,
		company: login.companyid,
		entity,
		owner: `login|${login.userid}|${login.companyid}|${entity}`,
		signedInAt: now,
		expiresAt: now + sessionMilliseconds(world),
	};
};

const bySession = (world: World, id: string, path: string): Caller => {
	const elsewhere = world.switches.flag('sessionBoundToEndpoint') && world.sessions.peek(id)?.endpointPath !== path;
	const session = elsewhere ? undefined : world.sessions.use(id, world.now(), sessionMilliseconds(world));
	if (!session) {
		world.effects.add('session-refused', {
			known: world.sessions.peek(id) !== undefined,
			wrongEndpoint: elsewhere && world.sessions.peek(id) !== undefined,
		});
		throw new AuthenticationFailure([{ errorno: 'XL03000006', description2: `Invalid session ${id}` }], { userid: '', companyid: '' });
	}
	const { user, company, entity, createdAt, expiresAt } = session;
	return { user, company, entity, owner: `session|${session.number}`, signedInAt: createdAt, expiresAt, session };
};

/** Who calls, by login or by session. */
export const authenticate = (world: World, authentication: XmlElement, path: string): Caller => {
	const [only, ...others] = authentication.children;
	if (!only || others.length > 0)
		throw new SchemaViolation("Error 1871 Element 'authentication': exactly one of ( login, sessionid ) is expected.");
	if (only.name === 'login') return byLogin(world, only);
	const id = child(authentication, 'sessionid')?.text.trim();
	if (id === undefined) throw new SchemaViolation(`Error 1871 Element '${only.name}': This element is not expected in 'authentication'.`);
	return bySession(world, id, path);
};

export const endpointOf = (world: World): string => world.switches.text('endpointUrl') || `${world.context.baseUrl()}${ENDPOINT_PATH}`;
