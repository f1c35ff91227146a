import { requireNode22 } from './node-version.ts';

requireNode22();
