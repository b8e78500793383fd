// The main job in Japanese, with scripts.

import { JAPANESE, goTheWay } from '../walk.mjs';

export const name = 'from the near miss on a phone to the public month (ja, scripts on)';

export const run = (ctx) => goTheWay(ctx, JAPANESE);
