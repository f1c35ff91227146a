import type { Locator } from 'playwright/test';

/** Drops files from the disk on a place of the page. Chromium knows their paths, as with a real drag. */
export async function dropFiles(place: Locator, paths: readonly string[]): Promise<void> {
  const page = place.page();
  const devTools = await page.context().newCDPSession(page);
  const made = await devTools.send('Runtime.evaluate', {
    expression: `(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.multiple = true;
      return input;
    })()`,
  });
  const objectId = made.result.objectId ?? '';
  await devTools.send('DOM.setFileInputFiles', { objectId, files: [...paths] });
  const transfer = await devTools.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: `function () {
      const transfer = new DataTransfer();
      for (const file of this.files) transfer.items.add(file);
      window.droppedByTest = transfer;
    }`,
  });
  if (transfer.exceptionDetails) throw new Error(transfer.exceptionDetails.text);
  await place.evaluate((element) => {
    interface Dom {
      readonly droppedByTest: object;
      readonly DragEvent: new (type: string, init: object) => object;
    }
    const dom = globalThis as unknown as Dom;
    const target = element as unknown as { dispatchEvent: (event: object) => boolean };
    const init = { dataTransfer: dom.droppedByTest, bubbles: true, cancelable: true };
    for (const type of ['dragenter', 'dragover', 'drop']) target.dispatchEvent(new dom.DragEvent(type, init));
  });
  await devTools.detach();
}
