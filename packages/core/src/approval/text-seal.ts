import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** Seals texts, so that the shared state, which may be a database of many, can keep them. */
export interface TextSeal {
  /** `boundTo`: what has to be named again to open it. */
  seal(text: string, boundTo: string): string;
  /** Undefined for what was sealed with another key or for something else. */
  open(sealed: string, boundTo: string): string | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;

/** A seal for one purpose, under a key made of this one. */
export function createTextSeal(key: Buffer, purpose: string): TextSeal {
  const ownKey = createSecretKey(createHmac('sha256', key).update(purpose).digest());
  return {
    seal(text, boundTo) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', ownKey, nonce).setAAD(Buffer.from(boundTo));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, boundTo) {
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const nonce = bytes.subarray(0, nonceBytes);
        const decipher = createDecipheriv('aes-256-gcm', ownKey, nonce, { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString();
      } catch {
        return undefined;
      }
    },
  };
}
