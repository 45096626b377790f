import { definePrompt } from '@bizmcp/core';
import * as z from 'zod';

export const summariseNotes = definePrompt({
  name: 'summarise_notes',
  title: 'Summarise notes',
  description: 'Sums up what the notebook says on a subject',
  arguments: z.object({ subject: z.string().describe('What the notes should be about') }),
  text: ({ subject }) => `Read my notes with list_notes and sum up in five lines what they say about: ${subject}`,
});
