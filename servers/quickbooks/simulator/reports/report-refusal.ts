/** Why a report cannot be run; answered as a fault. */
export class ReportRefusal extends Error {
  override readonly name = 'ReportRefusal';
  readonly detail: string;

  constructor(message: string, detail: string) {
    super(message);
    this.detail = detail;
  }
}

/** Refuses a parameter of the request. */
export function refuseParameter(name: string, value: string, expected: string): never {
  throw new ReportRefusal('Invalid query parameter value', `${name}: '${value}' is not supported; ${expected}`);
}
