import type { ObjectDefinition } from './catalogue';
import type { Author } from './record-change';
import type { Row } from './table';
import type { World } from './world';
import { isoOf } from './zone';

/** AUDITHISTORY: OBJECTTYPE lower-case, OBJECTKEY the object's unique name field; lines are not audited on their own (reference 11.8). */
export const writeAudit = (
	world: World,
	mode: 'C' | 'M' | 'D',
	definition: ObjectDefinition,
	row: Row,
	author: Author,
	visibleAt: number,
): void => {
	if (!definition.audited) return;
	const { database } = world;
	const now = world.now();
	const id = String(database.table('AUDITHISTORY').nextKey());
	database.change(
		'AUDITHISTORY',
		id,
		{
			key: id,
			values: {
				ID: id,
				USERID: author.user,
				ACCESSTIME: isoOf(now),
				ACCESSMODE: mode,
				SOURCE: author.source,
				OBJECTTYPE: definition.name.toLowerCase(),
				OBJECTKEY: row.values[definition.nameField] || row.key,
			},
		},
		visibleAt,
		now,
	);
};
