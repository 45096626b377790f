import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { ToolError } from '../../define/tool-error.ts';
import { rememberPassingSecret } from '../../masking/known-secrets.ts';
import { checkBrowserUrl } from './authorize-url.ts';
import { type OAuthParty, postForm, requestTokens, TokenRefusal, type Tokens } from './token-request.ts';

const DeviceAnswer = z.object({
  device_code: z.string().min(1),
  user_code: z.string().regex(/^[\w -]{1,40}$/),
  verification_uri: z.string(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
});

/** Logs in by a code that a person enters on any device (RFC 8628). `show` tells the person where and what. */
export async function loginByDevice(
  party: OAuthParty,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<Tokens> {
  const { oauth } = party;
  const { body } = await postForm(party, oauth.deviceUrl ?? '', {
    ...(oauth.scopes.length > 0 && { scope: oauth.scopes.join(' ') }),
  });
  const parsed = DeviceAnswer.safeParse(body);
  if (!parsed.success) {
    throw new ToolError('unavailable', `${oauth.system} gave no code for a device. Check the client ID and try again.`);
  }
  const { device_code: deviceCode, user_code: userCode, verification_uri: uri, expires_in: seconds } = parsed.data;
  rememberPassingSecret(deviceCode);
  show(`Open ${checkBrowserUrl(uri, oauth)} and enter the code ${userCode}`);
  const end = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  return poll(party, deviceCode, parsed.data.interval, end);
}

/** Asks until the person has decided, as often as the vendor allows. */
async function poll(party: OAuthParty, deviceCode: string, interval: number, end: AbortSignal): Promise<Tokens> {
  const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
  for (let seconds = interval; ; ) {
    await delay(seconds * 1000, undefined, { signal: end }).catch(() => {
      throw new ToolError('timeout', 'Nobody entered the code in time. Start the login again.');
    });
    try {
      return await requestTokens(party, { grant_type: grantType, device_code: deviceCode });
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      if (error.reason === 'slow_down') seconds += 5;
      else if (error.reason !== 'authorization_pending') throw error;
    }
  }
}
