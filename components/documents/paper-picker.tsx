'use client'

import { Camera, FileText, FolderOpen, RotateCw, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { FieldError, FieldHint } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { acceptAttribute } from '@/lib/documents/accepted-files'
import { isPicture, problemOf, turnPicture, type Chosen } from './chosen-files'

const subscribe = () => () => undefined
const useHasScript = () =>
  useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )

/**
 * Papers to send: taken with the camera or chosen, turned, taken out, named. Before script it is the browser's own file field.
 * Photos are made smaller on the phone itself, so that a large one goes through on a slow line.
 */
export function PaperPicker({ id }: { id: string }) {
  const t = useTranslations('documents')
  const hasScript = useHasScript()
  const field = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly Chosen[]>([])
  const [problems, setProblems] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)

  function keep(next: readonly Chosen[]) {
    setFiles(next)
    if (!field.current) return
    const transfer = new DataTransfer()
    for (const { file } of next) transfer.items.add(file)
    field.current.files = transfer.files
  }
  async function add(list: Iterable<File>) {
    setBusy(true)
    field.current?.setCustomValidity(t('shrinking'))
    const added: Chosen[] = []
    const refused: string[] = []
    for (const raw of list) {
      const file = isPicture(raw) ? await turnPicture(raw, 0).catch(() => raw) : raw
      const problem = problemOf(file)
      if (problem) refused.push(t(problem, { name: raw.name }))
      else added.push({ id: crypto.randomUUID(), file })
    }
    setBusy(false)
    field.current?.setCustomValidity('')
    setProblems(refused)
    keep([...files, ...added])
  }
  async function turn(one: Chosen) {
    const file = await turnPicture(one.file, 1).catch(() => one.file)
    keep(files.map(other => (other.id === one.id ? { id: crypto.randomUUID(), file } : other)))
  }
  const pictures = files.filter(({ file }) => isPicture(file)).length

  return (
    <div className="flex flex-col gap-4">
      <div className="relative flex flex-col gap-(--field-gap)">
        <label htmlFor={id} className="text-(length:--label-text) leading-snug font-medium text-ink">
          {t('choose')}
        </label>
        <FieldHint id={id}>{t('chooseHint')}</FieldHint>
        {problems.length > 0 && <FieldError id={id}>{problems.join(' ')}</FieldError>}
        <input
          ref={field}
          id={id}
          type="file"
          name="files"
          accept={acceptAttribute}
          multiple
          required
          aria-describedby={`${id}-hint`}
          aria-invalid={problems.length > 0 || undefined}
          tabIndex={hasScript ? -1 : undefined}
          onChange={event => void add(event.target.files ?? [])}
          className={hasScript ? 'sr-only' : 'w-full text-(length:--control-text)'}
        />
        {hasScript && <Sources isBusy={isBusy} busyText={t('shrinking')} onFiles={list => void add(list)} />}
      </div>
      {hasScript && files.length > 0 && <ChosenList files={files} onTurn={one => void turn(one)} onTakeOut={one => keep(files.filter(other => other !== one))} />}
      {hasScript && files.length > 0 && <Input name="name" id={`${id}-name`} label={t('name')} hint={t('nameHint')} optional maxLength={60} />}
      {(!hasScript || pictures > 1) && <Checkbox name="together" id={`${id}-together`} label={t('together')} hint={t('togetherHint')} defaultChecked={hasScript} />}
    </div>
  )
}

function Sources({ isBusy, busyText, onFiles }: { isBusy: boolean; busyText: string; onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations('documents')
  const id = useId()
  const take = (input: HTMLInputElement) => {
    const list = [...(input.files ?? [])]
    input.value = ''
    if (list.length > 0) onFiles(list)
  }
  const look = cn(buttonStyle(), 'relative grow has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent')
  return (
    <div className="flex flex-wrap gap-3">
      <label htmlFor={`${id}-camera`} className={cn(look, 'sm:hidden pointer-coarse:inline-flex')}>
        <Camera aria-hidden />
        {t('camera')}
        <input id={`${id}-camera`} type="file" accept="image/*" capture="environment" className="sr-only" onChange={event => take(event.target)} />
      </label>
      <label htmlFor={`${id}-pick`} className={look}>
        <FolderOpen aria-hidden />
        {t('pick')}
        <input id={`${id}-pick`} type="file" accept={acceptAttribute} multiple className="sr-only" onChange={event => take(event.target)} />
      </label>
      <p role="status" className="w-full text-[0.92em] text-ink-soft empty:hidden">
        {isBusy ? busyText : ''}
      </p>
    </div>
  )
}

type ListProps = { files: readonly Chosen[]; onTurn: (one: Chosen) => void; onTakeOut: (one: Chosen) => void }

function ChosenList({ files, onTurn, onTakeOut }: ListProps) {
  const t = useTranslations('documents')
  const small = 'grid size-11 place-items-center rounded-md text-ink-soft hover:bg-hover hover:text-ink'
  return (
    <ul aria-label={t('chosen')} className="divide-y divide-line border-y border-line">
      {files.map(one => (
        <li key={one.id} className="flex items-center gap-3 py-2">
          {isPicture(one.file) ? <Thumbnail file={one.file} /> : <FileText aria-hidden className="size-7 shrink-0 text-accent" />}
          <span className="min-w-0 flex-1 break-all">{one.file.name}</span>
          {isPicture(one.file) && (
            <button type="button" aria-label={t('turn', { name: one.file.name })} className={small} onClick={() => onTurn(one)}>
              <RotateCw aria-hidden className="size-5" />
            </button>
          )}
          <button type="button" aria-label={t('takeOut', { name: one.file.name })} className={small} onClick={() => onTakeOut(one)}>
            <X aria-hidden className="size-5" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function Thumbnail({ file }: { file: File }) {
  const picture = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(file)
    if (picture.current) picture.current.style.backgroundImage = `url(${address})`
    return () => URL.revokeObjectURL(address)
  }, [file])
  return <span ref={picture} aria-hidden className="size-16 shrink-0 rounded-md border border-line bg-cover bg-center" />
}
