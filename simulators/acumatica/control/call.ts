import type { ControlCall as HarnessCall } from '../../harness/control-call';
import type { World } from '../world';

export type ControlCall = HarnessCall<World>;
