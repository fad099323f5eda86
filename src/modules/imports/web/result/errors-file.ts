/** Saves the refused rows with their reasons; mended, the file can be imported as it is. */
export function errorsFile(id: string): void {
  const link = document.createElement('a')
  link.href = `/api/v1/imports/${id}/errors.csv`
  link.download = ''
  link.click()
}
