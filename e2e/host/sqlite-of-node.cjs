/**
 * Last resort where the native addon `sqlite3` can neither be downloaded nor built: the part of its interface that n8n's
 * database layer uses, on the SQLite that is built into Node. Calls are queued by being synchronous, answers come later as
 * the addon's do. The installer copies this file over `sqlite3/lib/sqlite3.js` of the installed n8n, nowhere else.
 */
const { DatabaseSync } = require('node:sqlite');

const OPEN_READONLY = 1;
const NAMES = { 1: 'ERROR', 5: 'BUSY', 6: 'LOCKED', 8: 'READONLY', 10: 'IOERR', 11: 'CORRUPT', 13: 'FULL', 14: 'CANTOPEN', 19: 'CONSTRAINT', 20: 'MISMATCH', 25: 'RANGE' };

/** The addon names the kind in front of the message and in `code`; n8n looks at both. */
function asAddonError(error) {
	const errno = (error.errcode ?? 1) & 0xff;
	const code = `SQLITE_${NAMES[errno] ?? 'ERROR'}`;
	return Object.assign(new Error(`${code}: ${error.message}`), { errno, code });
}

function asParameter(value) {
	if (value === undefined || value === null) return null;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'object' && !ArrayBuffer.isView(value)) return String(value);
	return value;
}

const asValue = (value) => (typeof value === 'bigint' ? Number(value) : value instanceof Uint8Array ? Buffer.from(value) : value);
const asRow = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asValue(value)]));

class Database {
	constructor(file, ...rest) {
		const opened = rest.pop();
		const [flags = 0] = rest;
		this.answer(opened, () => {
			// One of n8n's migrations edits sqlite_master, which Node forbids by default.
			this.db = new DatabaseSync(file, { readOnly: (flags & 7) === OPEN_READONLY, enableDoubleQuotedStringLiterals: true, defensive: false, timeout: 1000 });
		});
	}

	run(sql, ...rest) {
		const done = rest.pop();
		this.answer(done, (context) => {
			const statement = this.prepared(sql);
			const { lastInsertRowid, changes } = statement.run(...(rest[0] ?? []).map(asParameter));
			Object.assign(context, { lastID: Number(lastInsertRowid), changes: Number(changes) });
		});
		return this;
	}

	all(sql, ...rest) {
		const done = rest.pop();
		this.answer(done, () => this.prepared(sql).all(...(rest[0] ?? []).map(asParameter)).map(asRow));
		return this;
	}

	close(done) {
		this.answer(done, () => this.db.close());
	}

	prepared(sql) {
		const statement = this.db.prepare(sql);
		// 64 bit integers would throw otherwise.
		statement.setReadBigInts(true);
		return statement;
	}

	answer(done, work) {
		const context = { lastID: 0, changes: 0 };
		let error = null;
		let result;
		try {
			result = work(context);
		} catch (thrown) {
			error = asAddonError(thrown);
		}
		if (typeof done === 'function') setImmediate(() => done.call(context, error, result));
	}
}

const sqlite = { Database, OPEN_READONLY, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_URI: 64, OPEN_FULLMUTEX: 65536, verbose: () => sqlite };
module.exports = sqlite;
