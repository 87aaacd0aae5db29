import type { Answer, Task } from '../engine';
import type { Progress } from '../journal/create';
import { SageFault, type SageFaultCode } from '../port';
import type { SageSettings } from '../settings';

/** A fault as JSON. */
export interface FaultMessage {
	readonly code: SageFaultCode;
	readonly message: string;
	readonly more: SageFault['more'];
}

/** To the process that holds the session. The password travels here and never on a command line. */
export type ToWorker =
	| { readonly kind: 'begin'; readonly settings: SageSettings; readonly company: string | null }
	| { readonly kind: 'task'; readonly id: number; readonly task: Task }
	| { readonly kind: 'goOn'; readonly id: number }
	| { readonly kind: 'end' };

export type FromWorker =
	| { readonly kind: 'ready' }
	| { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
	/** Something may be stored from here on; the worker waits for `goOn`. */
	| { readonly kind: 'reached'; readonly id: number; readonly progress: Progress }
	| { readonly kind: 'fault'; readonly id: number; readonly fault: FaultMessage; readonly sessionLost: boolean; readonly logonRefused?: 'final' | 'perhaps' };

export const faultMessage = ({ code, message, more }: SageFault): FaultMessage => ({ code, message, more });

export const faultFrom = ({ code, message, more }: FaultMessage): SageFault => new SageFault(code, message, more);

export const isMessage = (value: unknown): value is { readonly kind: string } =>
	typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
