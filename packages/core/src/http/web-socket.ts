/** As much of the class WebSocket as adapters need: Node's own, or that of a sandbox. */
export type WebSocketClass = new (address: string) => Pick<WebSocket, 'addEventListener' | 'close' | 'send'>;
