/**
 * All that the page gets from outside its sandbox: which Electron shows it, for the line at its foot. The screens
 * of a later release add `window.api`, named methods of a closed list, and never a way to send any message.
 */
import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('host', Object.freeze({ electronVersion: process.versions.electron }));
