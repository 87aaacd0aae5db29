import type { Instant } from '../../../contracts';
import { errorOf } from '../answers/classify-answer';
import type { FunctionAnswer, IntacctGateway } from '../gateway';
import { readUserFormatting } from '../wire/functions';
import { stampFormat, type StampFormat } from './stamp-format';
import { checkUserFormatting, readUserFormattingData, type UserFormatting } from './user-formatting';

/** How this user's stamps are written: asked once per client, or told by the settings. */
export class UserStamps {
	private known: Promise<StampFormat> | undefined;
	/** From the last answer, so that a run that has asked for the time need not ask again for the format. */
	private seen: UserFormatting | undefined;

	constructor(private readonly gateway: IntacctGateway, private readonly userId: string, private readonly gmtOffset: string | undefined) {}

	/** The cheapest question there is. Also answers, when refused, with the server's time. */
	async ask(): Promise<FunctionAnswer> {
		const answer = await this.gateway.attempt(readUserFormatting(this.userId));
		if (!answer.failure) this.seen = readUserFormattingData(answer.result.data);
		return answer;
	}

	async formatting(): Promise<UserFormatting> {
		const { failure, result } = await this.ask();
		if (failure) {
			throw errorOf({
				...failure, remedy: 'The Web Services user may not read its own preferences. Give it that permission, or set the offset from GMT ' +
					'in the options of the node.',
			}, `read the date format of user ${this.userId}`);
		}
		return readUserFormattingData(result.data);
	}

	format(): Promise<StampFormat> {
		this.known ??= this.find().catch((error: unknown) => {
			this.known = undefined;
			throw error;
		});
		return this.known;
	}

	/** The calendar day of an instant where the user is, `YYYY-MM-DD`. */
	async today(at: Instant): Promise<string> {
		const [month = '', day = '', year = ''] = (await this.format()).toLiteral(at).slice(0, 10).split('/');
		return `${year}-${month}-${day}`;
	}

	private async find(): Promise<StampFormat> {
		if (this.gmtOffset) return stampFormat(this.gmtOffset);
		return stampFormat(checkUserFormatting(this.seen ?? (await this.formatting()), this.userId).gmtOffset);
	}
}
