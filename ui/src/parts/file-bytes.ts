import { FILE_LIMIT } from '../api/types'

/** A file's bytes in base64. Throws a failure for a file that is too large or cannot be read. */
export async function bytesOf(file: File): Promise<string> {
  if (file.size > FILE_LIMIT) {
    throw {
      code: 'attachments-too-large',
      sentence: `${file.name} is larger than ${FILE_LIMIT / 1024 / 1024} MiB.`,
      remedy: 'Attach a smaller file; nothing was written.',
    }
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => {
      const address = String(reader.result)
      resolve(address.slice(address.indexOf(',') + 1))
    }
    reader.onerror = () =>
      reject({
        code: 'cannot-read',
        sentence: `${file.name} cannot be read.`,
        remedy: 'Check that you may read the file, and try again.',
      })
    reader.readAsDataURL(file)
  })
}
