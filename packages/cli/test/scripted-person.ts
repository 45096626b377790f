import assert from 'node:assert/strict';
import { CliError } from '../src/cli-error.ts';
import type { Choice, Person } from '../src/terminal/person.ts';

/** What is answered to one question; `leave` stands for Ctrl-C. */
export type Reply = boolean | string | readonly string[] | 'leave';

/** A person who gives these answers in this order. What was asked and shown is kept. */
export function scriptedPerson(replies: readonly Reply[]) {
  const left = [...replies];
  const asked: string[] = [];
  const next = (question: string) => {
    asked.push(question);
    const reply = left.shift();
    assert.notEqual(reply, undefined, `nobody expected to be asked: ${question}`);
    if (reply === 'leave') throw new CliError('refused', 'Stopped.', 'Run it again.');
    return reply;
  };
  const known = <Value extends string>(choices: readonly Choice<Value>[], reply: unknown): Value => {
    const choice = choices.find(({ value }) => value === reply);
    assert.ok(choice, `${String(reply)} is none of ${choices.map(({ value }) => value).join(', ')}`);
    return choice.value;
  };
  const typed = (question: string) => {
    const reply = next(question);
    assert.ok(typeof reply === 'string', question);
    return reply;
  };
  const person: Person = {
    greet: (title) => void asked.push(title),
    show: (text) => void asked.push(text),
    part: (word) => void asked.push(word),
    confirm: async (question) => next(question) === true,
    chooseOne: async (question, choices) => known(choices, next(question)),
    async chooseMany(question, choices, preselected) {
      const reply = next(question);
      return reply === true ? [...preselected] : [reply].flat().map((value) => known(choices, value));
    },
    text: async (question) => typed(question),
    secret: async (question) => typed(question),
  };
  return { person, asked, left };
}
