import { requireNode22 } from './node-version.ts';
import { keepNetworkUntraced } from './untraced-network.ts';

requireNode22();
keepNetworkUntraced();

// Imported only now: what follows loads native code that crashes an older Node.
const { main } = await import('./cli/main.ts');
void main();
