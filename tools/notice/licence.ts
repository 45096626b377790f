const permissive = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0']);

/** Whether code under this SPDX expression may be passed on inside ours, with its licence text and nothing more. */
export function isPermissive(expression: string): boolean {
  const bare = expression.replace(/[()]/g, ' ').trim();
  return bare.split(/\s+OR\s+/).some((option) => option.split(/\s+AND\s+/).every((id) => permissive.has(id.trim())));
}
