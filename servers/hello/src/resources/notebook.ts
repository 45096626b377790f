import { defineResource } from '@bizmcp/core';
import * as z from 'zod';
import type { Hello } from '../api.ts';

export const notebook = defineResource<Hello>({
  uri: 'bizmcp://hello/notebook',
  name: 'notebook',
  title: 'The notebook',
  description: 'Whose notebook it is and how many notes are in it',
  data: 'internal',
  scopes: ['notes:read'],
  read: ({ api }) => api.json(z.object({ owner: z.string(), count: z.number() }), { path: ['me'] }),
});
