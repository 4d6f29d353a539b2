import type { Type } from '@nestjs/common';

/** Controllers of every search, of reads by key and of statistics of `/v2`. */
export const searchControllers: readonly Type[] = [];
