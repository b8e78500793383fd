// The main job in English, without scripts.

import { ENGLISH, goTheWay } from '../walk.mjs';

export const name = 'from the near miss on a phone to the public month (en, scripts off)';

export const run = (ctx) => goTheWay(ctx, ENGLISH);
