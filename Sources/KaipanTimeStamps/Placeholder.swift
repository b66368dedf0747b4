// TimeStamps
