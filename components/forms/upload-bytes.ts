type Answer = { href?: string; message?: string }

/** XMLHttpRequest, because fetch does not say how much of a body has gone up. */
export function uploadBytes(url: string, file: File, onProgress: (sent: number) => void): Promise<Answer> {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.responseType = 'json'
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = event => onProgress(event.loaded)
    request.onerror = () => resolve({})
    request.onload = () => {
      const body = request.response as { href?: string; error?: { message?: string } } | null
      resolve({ href: body?.href, message: body?.error?.message })
    }
    request.send(file)
  })
}
