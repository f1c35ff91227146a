/** What is said of the engine, in English. */
export const ENGINE = {
  starting: 'Opening the workspace…',
  restarting: 'The engine has stopped and is being started again. Nothing that was finished is lost.',
  failed: 'The engine is not running.',
  restart: 'Start it again',
} as const;
