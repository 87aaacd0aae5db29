import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDENTIALS } from './site-names';
import { WorkflowBuilder, type Workflow } from './workflow-builder';

/** What a Code node runs: the file makes `facts`, and n8n wants them as an item. */
const codeOf = (file: string): string => `${readFileSync(join(__dirname, 'code', file), 'utf8')}\nreturn [{ json: facts }];`;

/** Part of the text under a heading of its own; what has nothing to say leaves no heading. */
const part = (heading: string, words: string): string => `{{ ${words} ? ${JSON.stringify(`\n${heading}\n`)} + ${words} + "\\n" : "" }}`;

const TEXT = [
	'={{ $json.node }} failed in "{{ $json.workflow }}".\n',
	part('WHAT HAPPENED', '$json.said'),
	part('WHAT TO DO', '$json.remedy'),
	part('ROWS', '$json.counts.map((line) => "- " + line).join("\\n")'),
	part('CURSOR', '$json.cursor.map((line) => "- " + line).join("\\n")'),
	part('EXECUTION', '$json.link'),
	part('A RETRY OF', '$json.retryOf'),
].join('');

const assignment = (name: string, value: string): Record<string, string> => ({ id: `message-${name}`, name, value, type: 'string' });

/** What became of a failed run, as a message: n8n starts it for every workflow that names it as its error workflow. */
export const example = (): Workflow => {
	const flow = new WorkflowBuilder('erpFailedLoad001', 'Failed load to message');
	const failed = flow.node('When a run fails', 'n8n-nodes-base.errorTrigger', [0, 0], {});
	const read = flow.node('Read the execution', 'n8n-nodes-base.n8n', [240, 0], {
		resource: 'execution', operation: 'get', executionId: '={{ $json.execution?.id }}', options: { activeWorkflows: true }, requestOptions: {},
	}, { credentials: { n8nApi: CREDENTIALS.n8nApi }, onError: 'continueRegularOutput' });
	const facts = flow.node('Count what became of it', 'n8n-nodes-base.code', [480, 0], { jsCode: codeOf('failed-load-facts.js') }, { typeVersion: 2 });
	const message = flow.node('Message', 'n8n-nodes-base.set', [720, 0], {
		mode: 'manual', includeOtherFields: false, options: {},
		assignments: { assignments: [
			assignment('subject', '={{ $json.workflow }}: {{ $json.node }} failed'), assignment('text', TEXT), assignment('link', '={{ $json.link }}'),
		] },
	}, { typeVersion: 3.4 });
	const mail = flow.node('Send it by e-mail', 'n8n-nodes-base.emailSend', [960, 0], {
		fromEmail: 'n8n@example.com', toEmail: 'finance-systems@example.com', subject: '={{ $json.subject }}', emailFormat: 'text', text: '={{ $json.text }}', options: { appendAttribution: false },
	}, { typeVersion: 2.1, credentials: { smtp: CREDENTIALS.smtp }, disabled: true });
	[failed, read, facts, message, mail].forEach((name, index, all) => {
		const next = all[index + 1];
		if (next !== undefined) flow.connect(name, 0, next);
	});
	const note = (name: string, x: number, y: number, content: string, height: number, width = 460): void => flow.note(name, [x, y], content, { width, height });
	note('About choosing it', -60, -240, '## Choose it in each workflow\nOpen *Settings* of a workflow that loads or posts and choose this one under **Error Workflow**: ids differ from n8n to n8n, so no example names it. ' +
		'**Publish it**, or n8n starts nothing. It runs after runs by a trigger and after retries from the history, **not after runs by hand** and not after runs that a person has stopped.', 180);
	note('About the counts', 440, -240, '## Where the counts come from\nn8n hands over the words of the node that failed, not what ran before. *Read the execution* gets that from this n8n: create an API key (*Settings > n8n API*) that ' +
		'may read executions, and the credential **This n8n** with it and the address ending in */api/v1*. Without it the message goes out all the same, without counts.', 180);
	note('About sending', 940, -240, '## Send it where people look\nEnter sender and receiver, choose a mail credential and **enable** the node. Or put Slack, Teams or a ticket in its place: *Message* has *subject*, *text* and *link*. ' +
		'Reasons quote values of your records: choose who may read them. Passwords and tokens are in none.', 180);
	note('About what is no failure', 200, 200, '## Rejected rows alone are no failure\nA load that ends as *warning* is a run that succeeded: its rejected rows leave by the output *Rejected* of its own workflow. Send a message from there, too.', 130, 500);
	return flow.build();
};
