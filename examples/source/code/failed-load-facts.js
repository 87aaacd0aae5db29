// What n8n hands to an error workflow, and what it stored about the execution. The second may be missing: then this says why.
const told = $('When a run fails').first().json;
const read = $input.first().json;

const SHOWN = 5;
const list = (value) => (Array.isArray(value) ? value : []);
const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

// No execution is there when a trigger could not even start.
const error = told.execution?.error ?? told.trigger?.error ?? {};
const runData = read.data?.resultData?.runData;
const failedNode = told.execution?.lastNodeExecuted ?? error.node?.name ?? '';
const origin = String(told.execution?.url ?? '').replace(/\/workflow\/.*$/, '');

const itemsOf = (run, output) => list(run?.data?.main?.[output]).map(({ json }) => json ?? {});

// Every node of the package counts rejected rows in `_rejected`; many of them leave as one item with a file.
const rejectedOf = (run) => {
	const items = list(run.data?.main).slice(1).flatMap((_, index) => itemsOf(run, index + 1)).filter((json) => json._rejected > 0);
	const keyOf = (json) => json._source?.key ?? '';
	const reasons = items.flatMap((json) => [
		...list(json.reasons).map((reason) => (keyOf(json) === '' ? reason : `${keyOf(json)}: ${reason}`)),
		...list(json.mostFrequentReasons).map(({ reason, count }) => `${reason} (${plural(count, 'row')})`),
	]);
	return { rejected: items.reduce((sum, json) => sum + json._rejected, 0), reasons: reasons.slice(0, SHOWN) };
};

// A load, an import or a process that ended: of several imports over the same rows the first one counts the rows.
const loadOf = (name, json, reasons) => {
	const step = list(json.steps)[0];
	const counts = (json.rowsSent === undefined ? json.counts : step?.counts) ?? {};
	return {
		node: name, status: json.status, sent: json.rowsSent ?? counts.total ?? 0, created: counts.created ?? 0, updated: counts.updated ?? 0,
		ignored: counts.ignored ?? 0, rejected: json.rowsRejected ?? 0, reasons,
	};
};

const loads = [];
const cursors = [];
const ended = [];
for (const [node, runs] of Object.entries(runData ?? {})) {
	for (const run of runs.filter(({ error: failure }) => !failure)) {
		const { rejected, reasons } = rejectedOf(run);
		const done = itemsOf(run, 0).filter((json) => Array.isArray(json.cursors) && typeof json.status === 'string');
		for (const json of done) {
			loads.push(loadOf(node, json, reasons));
			cursors.push(...json.cursors.map((cursor) => ({ ...cursor, load: node })));
		}
		const said = list(run.hints).map(({ message }) => message);
		if (done.length === 0 && (said.length > 0 || rejected > 0)) ended.push({ node, said, rejected, reasons });
	}
}

// What the failed node had before it: the rows that it was given, and the batches that they belong to.
const nodes = new Map(list(read.workflowData?.nodes).map((node) => [node.name, node]));
const isOwn = (name) => /^n8n-nodes-erp-anaplan\./.test(nodes.get(name)?.type ?? '');
const seen = new Set();
// A run that was killed names no source: then the connections do.
const connected = (name) => Object.entries(read.workflowData?.connections ?? {}).flatMap(([previousNode, { main }]) => list(main).flatMap((targets, previousNodeOutput) =>
	(list(targets).some(({ node }) => node === name) && list(runData?.[previousNode]).length > 0
		? [{ previousNode, previousNodeOutput, previousNodeRun: runData[previousNode].length - 1 }] : [])));
const before = (name, run) => {
	const named = list(run?.source).filter(Boolean);
	return (named.length > 0 ? named : connected(name)).flatMap(({ previousNode, previousNodeRun = 0, previousNodeOutput = 0 }) => {
		const place = `${previousNode}/${previousNodeRun}/${previousNodeOutput}`;
		if (seen.has(place)) return [];
		seen.add(place);
		const previous = list(runData?.[previousNode])[previousNodeRun];
		return [{ node: previousNode, items: itemsOf(previous, previousNodeOutput) }, ...before(previousNode, previous)];
	});
};
const [input, ...earlier] = before(failedNode, list(runData?.[failedNode]).at(-1));
const sources = input ? [input, ...earlier] : [];
const batches = sources.flatMap(({ node, items }) => items.flatMap((json) => (json._batch ? [{ node, records: json._batch.count, to: json._batch.to }] : [])));
const handed = input && isOwn(input.node) ? input.items.reduce((sum, json) => sum + (typeof json.rows === 'number' ? json.rows : 1), 0) : null;
const notRun = runData ? [...nodes.values()].filter(({ name, disabled }) => isOwn(name) && !disabled && !Object.hasOwn(runData, name)).map(({ name }) => name) : [];

const because = (reasons) => (reasons.length > 0 ? ` First reasons: ${reasons.join('; ')}.` : '');
const counts = [
	...ended.map(({ node, said, rejected, reasons }) => `${node}: ${said.join(' ') || `${plural(rejected, 'row')} rejected.`}${because(reasons)}`),
	...loads.map(({ node, status, sent, created, updated, ignored, rejected, reasons }) =>
		`${node}: ${status}; ${sent} sent, ${created} created, ${updated} updated, ${ignored} ignored, ${rejected} rejected.${because(reasons)}`),
	...(handed === null ? [] : [`${failedNode}: failed; ${plural(handed, 'row')} handed to it by ${input.node}, none of them confirmed.`]),
	...(notRun.length > 0 ? [`Not run, because it was not reached or nothing came to it: ${notRun.join(', ')}.`] : []),
	...(runData ? [] : [`Not known: the execution could not be read (${String(read.error?.message ?? read.error ?? 'it is not stored')}). Open it.`]),
];

const READS_CHANGES = new Set(['getChanges', 'getBalanceChanges', 'getDeletions']);
const cursor = [
	...batches.map(({ node, records, to }) => `${node}: stays. ${plural(records, 'record')} up to ${to} not confirmed; the next run reads them again.`),
	...(READS_CHANGES.has(nodes.get(failedNode)?.parameters?.operation) ? [`${failedNode}: stays. The next run reads from where the last confirmed one ended.`] : []),
	...cursors.map(({ node, moved, because: reason }) => `${node}: ${moved ? reason : `stays, ${reason}`}.`),
];

const facts = {
	workflow: told.workflow?.name ?? '', node: failedNode, said: error.message || 'n8n says nothing', remedy: error.description || (isOwn(failedNode) ? 'Open the execution. Nothing has to be cleaned up before the next run or a retry.' : ''),
	execution: told.execution?.id ?? '', link: told.execution?.url ?? '',
	retryOf: told.execution?.retryOf ? `${origin}/workflow/${told.workflow?.id}/executions/${told.execution.retryOf}` : '',
	handed, loads, notRun, counts,
	cursor: cursor.length > 0 ? cursor : [runData ? 'This node moves none.' : 'A node that failed moves none.'],
};
