/** The module that `electron` resolves to in a utility process: Electron has little more there. */
export { net } from '../net.ts';
