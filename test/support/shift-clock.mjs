/**
 * Preloaded into a process under test (`node --import`): makes it believe that it started at TEST_NOW. Webex makes
 * reports of past days only, and the practice period must be past wherever and whenever the tests run.
 */
const RealDate = Date;
const offset = RealDate.parse(process.env.TEST_NOW ?? '') - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() + offset] : parts));
  }

  static now() {
    return RealDate.now() + offset;
  }
};
