import { redirect } from 'next/navigation'
import { staffContext } from '@/app/_server/context'
import { homeOf } from '../places'

/** After sign-in: straight to the person's own work. */
export default async function StartPage() {
  redirect(homeOf((await staffContext()).actor))
}
