"""What the workbook's sheets hold, for those who write them and those who read them again."""
