/**
 * Makes the icons of all platforms from resources/icons/icon.svg: pictures for Linux, icon.ico for Windows, icon.icns
 * for macOS. Chromium draws them. Run it after a change of the drawing: node scripts/make-icons.mjs
 */
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser } from './find-browser.mjs';
import { requireNode } from './require-node.mjs';

requireNode();
const FOLDER = resolve(import.meta.dirname, '..', 'resources', 'icons');
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Type codes of Apple's icon family and the pixels of each: twice the size for screens of double density. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Draws the icon at each size. */
async function draw(browserPath) {
  const svg = readFileSync(join(FOLDER, 'icon.svg'), 'utf8');
  const browser = await chromium.launch({
    executablePath: browserPath,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const pictures = new Map();
  try {
    const page = await browser.newPage();
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      pictures.set(size, await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
  return pictures;
}

/** A Windows icon: a directory of pictures, each a whole PNG. A size of 256 is written as 0. */
function toIco(pictures) {
  const entries = ICO_SIZES.map((size) => ({ size, png: pictures.get(size) }));
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  entries.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...entries.map(({ png }) => png)]);
}

/** An Apple icon family: a header, then blocks of type, length and PNG. */
function toIcns(pictures) {
  const blocks = ICNS_TYPES.flatMap(([type, size]) => [block(type, pictures.get(size))]);
  return block('icns', Buffer.concat(blocks));
}

function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

const found = findBrowser();
if (!('path' in found)) {
  process.stderr.write(`${found.reason}\n`);
  process.exit(1);
}
const pictures = await draw(found.path);
mkdirSync(join(FOLDER, 'png'), { recursive: true });
for (const [size, png] of pictures) writeFileSync(join(FOLDER, 'png', `${size}x${size}.png`), png);
writeFileSync(join(FOLDER, 'icon.ico'), toIco(pictures));
writeFileSync(join(FOLDER, 'icon.icns'), toIcns(pictures));
process.stdout.write(`${found.how}\nWrote ${pictures.size} pictures, icon.ico and icon.icns.\n`);
