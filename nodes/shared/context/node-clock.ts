import { sleep } from 'n8n-workflow';
import { systemClock } from '../../../src/core/clock';

/** The worker's clock with n8n's own timer: published nodes may not use timers directly. */
export const nodeClock = systemClock(sleep);
