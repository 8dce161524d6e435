/** Shared strings and sheet of a workbook, by the central directory: where their deflated bytes start and end. */
export async function largeParts(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const found = [];
  for (let at = 0; at < directory.length;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const name = directory.toString('latin1', at + 46, nameEnd);
    const offset = directory.readUInt32LE(at + 42);
    const local = await read(file, offset, 30);
    const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (/sharedStrings|sheet1/.test(name))
      found.push({ start, end: start + directory.readUInt32LE(at + 20) });
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
}

/** Bytes of a file in memory of their own. */
export async function read(file, at, length) {
  const bytes = Buffer.allocUnsafe(length);
  await file.read(bytes, 0, length, at);
  return bytes;
}
