/** How much a program is asked to show, where that is not what its README has. */
export type Extent = 'lean' | 'whole';

/** A program whose start, size or calls are measured. */
export interface Program {
  name: string;
  /** What the comparison stands on, a server of the fleet, or somebody else's server. */
  kind: 'floor' | 'ours' | 'peer';
  /** What Node.js is started with: the script and its arguments. */
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The business system, by the name of our server for it. */
  system?: string;
  /** It speaks no protocol: it has started when it prints its first line. */
  isMute?: true;
  /** Asked to show less than usual, or all it has. Only what it shows a model is looked at then, not what a start costs. */
  extent?: Extent;
}
