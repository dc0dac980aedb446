'use client'

import { FileText, Upload, X } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useFormatter, useTranslations } from 'next-intl'
import { cn } from './cn'
import { FieldError, FieldHint } from './field'
import { useField } from './field-context'
import type { FieldTexts } from './input'

type Props = Omit<FieldTexts, 'fieldClassName'> & {
  name: string
  id?: string
  accept?: string
  multiple?: boolean
  /** Opens the phone's camera at once. */
  capture?: 'environment' | 'user'
  required?: boolean
  onFiles?: (files: readonly File[]) => void
}

/** A file field that is also a place to drop things. Without script it is the browser's own file field. */
export function FileDrop({
  name,
  id,
  label,
  labelHidden,
  hint,
  error,
  optional,
  accept,
  multiple,
  capture,
  required,
  onFiles,
}: Props) {
  const t = useTranslations('ui')
  const field = useField({ name, id, hint, error })
  const input = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const [over, setOver] = useState(false)

  function take(list: readonly File[]) {
    setFiles(list)
    onFiles?.(list)
  }
  function replace(list: readonly File[]) {
    if (!input.current) return
    const transfer = new DataTransfer()
    for (const file of multiple ? list : list.slice(0, 1)) transfer.items.add(file)
    input.current.files = transfer.files
    take([...transfer.files])
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    replace([...event.dataTransfer.files])
  }

  return (
    <div className="flex min-w-0 flex-col gap-(--field-gap)">
      <label
        htmlFor={field.fieldId}
        className={cn('text-(length:--label-text) leading-snug font-medium text-ink', labelHidden && 'sr-only')}
      >
        {label}
        {optional && <span className="font-normal text-ink-faint"> {t('optional')}</span>}
      </label>
      {hint && <FieldHint id={field.fieldId}>{hint}</FieldHint>}
      {field.problem && <FieldError id={field.fieldId}>{field.problem}</FieldError>}
      <div
        onDragOver={event => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          'flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong bg-surface px-4 py-6 text-center',
          over && 'border-accent bg-accent-soft',
        )}
      >
        <Upload aria-hidden className="size-5 text-ink-faint" />
        <input
          ref={input}
          {...field.aria}
          type="file"
          accept={accept}
          multiple={multiple}
          capture={capture}
          required={required}
          onChange={event => take([...(event.target.files ?? [])])}
          className="w-full max-w-72 text-(length:--control-text) text-ink-soft file:mr-3 file:min-h-(--control-h) file:cursor-pointer file:rounded-(--control-radius) file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-ink hover:file:bg-hover"
        />
        <FileList files={files} onRemove={file => replace(files.filter(other => other !== file))} />
      </div>
    </div>
  )
}

function FileList({ files, onRemove }: { files: readonly File[]; onRemove: (file: File) => void }) {
  const t = useTranslations('ui')
  const format = useFormatter()
  if (files.length === 0) return null
  return (
    <ul aria-label={t('chosenFiles')} className="w-full divide-y divide-line text-left text-(length:--control-text)">
      {files.map(file => (
        <li key={`${file.name}-${file.size}-${file.lastModified}`} className="flex min-h-11 items-center gap-2">
          <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0 flex-1 truncate">{file.name}</span>
          <span className="text-sm text-ink-faint">{format.number(Math.max(1, Math.round(file.size / 1024)))} KB</span>
          <button
            type="button"
            aria-label={t('removeFile', { name: file.name })}
            onClick={() => onRemove(file)}
            className="grid size-9 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  )
}
