import { KeyStore, RIGHTS, type Right } from '../keys/key-store';
import { type Command, type Given, Misuse, optionText } from './surroundings';

const companiesOf = (given: Given): readonly string[] | null => {
	const text = optionText(given, 'companies');
	if (text === undefined) throw new Misuse('Say which companies the key may use: --companies ABC,XYZ, or --companies all.');
	if (text === 'all') return null;
	const codes = text.split(',').map((code) => code.trim().toUpperCase());
	const wrong = codes.find((code) => !/^[0-9A-Z]{3}$/.test(code));
	if (wrong !== undefined) throw new Misuse(`"${wrong}" is no company code; it has three letters or digits.`);
	return [...new Set(codes)];
};

const rightsOf = (given: Given): readonly Right[] => {
	const words = (optionText(given, 'rights') ?? 'read').split(',').map((word) => word.trim());
	return [...new Set(words)].map((word) => {
		const right = RIGHTS.find((known) => known === word);
		if (right === undefined) throw new Misuse(`There is no right "${word}"; there are ${RIGHTS.join(', ')}.`);
		return right;
	});
};

const add: Command = async (folder, given, { clock, say }) => {
	const name = optionText(given, 'name');
	if (name === undefined || name.length > 60) throw new Misuse('Give the key a name that tells who uses it: --name n8n');
	const { facts, text } = await new KeyStore(folder, clock).add(name, companiesOf(given), rightsOf(given));
	say(`Key ${facts.keyId} for ${name}: companies ${facts.companies?.join(', ') ?? 'all'}; rights ${facts.rights.join(', ')}.`);
	say(`The key is shown this once and kept nowhere:\n\n    ${text}\n`);
	return 0;
};

const list: Command = (folder, _given, { clock, say }) => {
	const keys = new KeyStore(folder, clock).list();
	if (keys.length === 0) say('There are no keys yet. Make one with: key add --name n8n --companies all --rights read,journals:write');
	for (const { keyId, name, companies, rights, createdAt } of keys) say(`${keyId}  ${name}  companies ${companies?.join(',') ?? 'all'}  rights ${rights.join(',')}  made ${createdAt}`);
	return Promise.resolve(0);
};

const remove: Command = (folder, { words: [keyId] }, { clock, say }) => {
	if (keyId === undefined) throw new Misuse('Say which key: key remove <id>, with an id that "key list" shows.');
	if (!new KeyStore(folder, clock).remove(keyId)) throw new Misuse(`There is no key ${keyId}; "key list" shows them.`);
	say(`Key ${keyId} is removed. Whoever uses it gets 401 from now on.`);
	return Promise.resolve(0);
};

export const keyCommands: Readonly<Record<string, Command>> = { add, list, remove };
