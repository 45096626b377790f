import type { ConnectContext } from '@bizmcp/core';
import type * as z from 'zod';

/** What all processes of this server share. */
export type State = ConnectContext<z.output<z.ZodObject>>['state'];
