import type { FromEngine } from '#shared/engine-protocol.ts';
import type { WebexVault } from './vault.ts';

/** What the engine asks of main for Webex. */
export type EngineQuestion = Extract<FromEngine, { kind: 'open-browser' | 'keep-tokens' }>;

/** Does what only main may do: keeps tokens, opens the browser. Resolves to false where it was refused. */
export async function answerEngine(
  question: EngineQuestion,
  ports: {
    readonly vault: WebexVault;
    readonly openSignInPage: (url: string) => Promise<boolean>;
    readonly onError: (error: unknown) => void;
  },
): Promise<boolean> {
  try {
    if (question.kind === 'open-browser') return await ports.openSignInPage(question.url);
    const { accountId, tokens, signIn } = question;
    if (signIn === null) return await ports.vault.renew(accountId, tokens);
    await ports.vault.signIn({ id: accountId, tokens, ...signIn });
    return true;
  } catch (error) {
    ports.onError(error);
    return false;
  }
}
