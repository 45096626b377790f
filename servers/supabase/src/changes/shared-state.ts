import type { ConnectContext } from '@bizmcp/core';
import type * as z from 'zod';

type Context = ConnectContext<z.output<z.ZodObject>>;

/** What all processes of this server share. */
export type State = Context['state'];

/** Does work of a subscription on the record. */
export type InBackground = Context['inBackground'];
