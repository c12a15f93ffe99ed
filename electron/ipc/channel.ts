/** The one IPC channel of the window. */
export const ipcChannel = 'fenceline';

/** What the preload sends over it. */
export type IpcMessage =
  | { readonly kind: 'call'; readonly method: string; readonly request: unknown }
  | { readonly kind: 'offerFile'; readonly path: string; readonly name: string }
  | { readonly kind: 'saveMade'; readonly handle: string }
  | { readonly kind: 'saveFile'; readonly suggestedName: string; readonly base64: string };
