/** Names that no file may have on some system, or that would leave the folder it is unpacked to. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}]/gu;

/** Gives each file of an archive a safe name of its own: the second `a.xlsx` is `a (2).xlsx`. */
export class ArchiveNames {
  private readonly taken = new Set<string>();

  nameFor(fileName: string): string {
    const safe = fileName.replace(UNSAFE, '_').replace(/^\.+/, '_').trim() || 'orders';
    const dot = safe.lastIndexOf('.');
    const [base, extension] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ''];
    let name = safe;
    for (let n = 2; this.taken.has(name.toLowerCase()); n += 1) name = `${base} (${n})${extension}`;
    this.taken.add(name.toLowerCase());
    return name;
  }
}
