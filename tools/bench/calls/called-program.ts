import type { ChildProcess } from 'node:child_process';
import { shakeHands } from '../process/handshake.ts';
import { homeFolder } from '../process/home-folder.ts';
import { startLineClient } from '../process/line-client.ts';
import type { Program } from '../programs/program.ts';
import type { MakeCall } from './calls.ts';
import type { AskAs } from './cheap-reads.ts';

/** A program that is called, and what it is asked. */
export interface Called {
  program: Program;
  ask: AskAs;
}

/** A running program that answers calls. */
export interface CalledProgram {
  process: ChildProcess;
  call: MakeCall;
  close(): Promise<void>;
}

/** Starts a program and shakes hands with it. A call rejects when the tool says that it failed. */
export async function startCalled({ program, ask }: Called, folder: string): Promise<CalledProgram> {
  const client = startLineClient(program, homeFolder(folder));
  await shakeHands(client);
  const call = async (caller: number) => {
    const { isError, content } = await client.request('tools/call', ask(caller));
    if (isError === true) throw new Error(`${program.name} answered ${JSON.stringify(content).slice(0, 300)}`);
  };
  return { process: client.process, call, close: client.close };
}
